using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>Panels stand within 24 columns, each on its own place, five in a row at most.</summary>
internal sealed class PanelsDoNotOverlap : ILinter
{
    private const int Columns = 24;
    private const int MostInARow = 5;

    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var panels in files.Dashboards.Select(d => d.All.Select(p => (Panel: p, Place: new Place(p.Root["gridPos"]))).ToList()))
        {
            for (var i = 0; i < panels.Count; i++)
            {
                if (panels[i].Place is { X: < 0 } or { Width: <= 0 } or { Height: <= 0 } || panels[i].Place.X + panels[i].Place.Width > Columns)
                {
                    yield return new Finding(panels[i].Panel.Where, "stands outside of the 24 columns");
                }

                if (panels.Take(i).FirstOrDefault(other => other.Place.Overlaps(panels[i].Place)).Panel is { } other)
                {
                    yield return new Finding(panels[i].Panel.Where, $"covers {other.Title}");
                }
            }

            foreach (var row in panels.GroupBy(p => p.Place.Y).Where(row => row.Count() > MostInARow))
            {
                yield return new Finding(row.First().Panel.Where, "stands in a row of more than five");
            }
        }
    }

    private readonly record struct Place(int X, int Y, int Width, int Height)
    {
        public Place(System.Text.Json.Nodes.JsonNode? position)
            : this((int?)position?["x"] ?? -1, (int?)position?["y"] ?? -1, (int?)position?["w"] ?? 0, (int?)position?["h"] ?? 0)
        {
        }

        public bool Overlaps(Place other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}
