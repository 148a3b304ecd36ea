using System.Text;
using Observe.Agent.Forward.Disk;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Forward.Disk;

public sealed class DiskQueueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _damaged;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_published_is_read_in_order_and_what_is_acknowledged_is_gone_after_a_restart()
    {
        long committed;
        using (var queue = Open(committed: null))
        {
            Append(queue, "one", "two", "three");
            committed = Commit(queue);
            var batch = await Read(queue, bytes: 1);
            Assert.Equal(["one"], Texts(batch));
            queue.Acknowledge(batch.End);
        }

        using var again = Open(committed);
        Assert.Equal(["two", "three"], Texts(await Read(again)));
        Assert.Equal(0, _damaged);
    }

    [Fact]
    public async Task What_is_behind_the_committed_length_after_a_crash_is_cut_off()
    {
        long committed;
        using (var queue = Open(committed: null))
        {
            Append(queue, "counted");
            committed = Commit(queue);
            Append(queue, "persisted, then the agent was killed before the commit");
            queue.Cut();
            queue.Persist();
        }

        using (var again = Open(committed))
        {
            Assert.Equal(["counted"], Texts(await Read(again)));
            Append(again, "read again");
            committed = Commit(again);
        }

        using var third = Open(committed);
        Assert.Equal(["counted", "read again"], Texts(await Read(third)));
    }

    [Fact]
    public async Task Nothing_is_handed_out_before_its_length_is_committed()
    {
        using var queue = Open(committed: null);
        Append(queue, "one");
        var position = queue.Cut();
        queue.Persist();
        var reading = Read(queue);
        await Task.Delay(50);
        Assert.False(reading.IsCompleted);
        queue.Publish(position);
        Assert.Equal(["one"], Texts(await reading));
    }

    [Fact]
    public async Task Without_a_committed_length_every_whole_frame_stays_and_a_torn_one_goes()
    {
        using (var queue = Open(committed: null))
        {
            Append(queue, "one", "two");
            Commit(queue);
        }

        var file = Directory.GetFiles(_folder["queue"], "*.queue").Single();
        File.AppendAllText(file, "\u0010\0\0\0torn");
        using var again = Open(committed: null);
        Append(again, "three");
        Commit(again);
        Assert.Equal(["one", "two", "three"], Texts(await Read(again)));
        Assert.Equal(0, _damaged);
    }

    [Fact]
    public async Task A_full_queue_has_no_room_until_something_is_delivered_and_its_files_go_with_what_they_hold()
    {
        using var queue = Open(committed: null, limit: 512 * 1024);
        var sent = 0;
        while (queue.HasRoom)
        {
            Append(queue, new string('x', 20_000));
            Commit(queue);
            sent++;
        }

        Assert.InRange(queue.Size, 512 * 1024, 512 * 1024 + 21_000);
        Assert.True(Files() > 4);
        var received = 0;
        while (!queue.IsDelivered)
        {
            var batch = await Read(queue, 100_000);
            received += batch.Count;
            queue.Acknowledge(batch.End);
        }

        Assert.Equal(sent, received);
        Assert.True(queue.HasRoom);
        Assert.Equal(0, queue.Size);
        Assert.Equal(1, Files());
    }

    [Fact]
    public void Memory_is_bounded_when_nothing_can_be_written()
    {
        using var queue = Open(committed: null);
        var block = new string('x', 1024 * 1024);
        var appended = 0;
        while (queue.HasRoom && appended < 100)
        {
            Append(queue, block);
            appended++;
        }

        Assert.InRange(appended, 2, 5);
        Commit(queue);
        Assert.True(queue.HasRoom);
    }

    [Fact]
    public async Task A_part_that_could_not_be_written_goes_with_the_next_one()
    {
        using var queue = Open(committed: null);
        Append(queue, "one");
        queue.Cut();
        Append(queue, "two");
        Commit(queue);
        Assert.Equal(["one", "two"], Texts(await Read(queue)));
    }

    [Fact]
    public async Task A_frame_whose_bytes_changed_is_told_and_passed_over()
    {
        using var queue = Open(committed: null);
        Append(queue, "one", "two", "three");
        Commit(queue);
        Overwrite(Frame.HeaderBytes + 3 + Frame.HeaderBytes, "T");
        Assert.Equal(["one", "three"], Texts(await Read(queue)));
        Assert.Equal(1, _damaged);
    }

    [Fact]
    public async Task Behind_a_damaged_length_reading_goes_on_with_the_next_file()
    {
        using var queue = Open(committed: null, limit: 512 * 1024);
        Append(queue, new string('a', 70_000));
        Commit(queue);
        Append(queue, "next file");
        Commit(queue);
        Overwrite(0, "\u007f\u007f\u007f\u007f");
        Assert.Equal(["next file"], Texts(await Read(queue)));
        Assert.Equal(1, _damaged);
    }

    [Fact]
    public async Task A_queue_whose_files_were_deleted_goes_on_from_its_committed_length()
    {
        long committed;
        using (var queue = Open(committed: null))
        {
            Append(queue, "lost");
            committed = Commit(queue);
        }

        Directory.Delete(_folder["queue"], recursive: true);
        using var again = Open(committed);
        Append(again, "kept");
        Commit(again);
        Assert.Equal(["kept"], Texts(await Read(again)));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_with_the_way_out()
    {
        File.WriteAllText(_folder["queue"], "in the way");
        var fault = Assert.Throws<JournalException>(() => Open(committed: null));
        Assert.Contains("--data", fault.Message);
    }

    private DiskQueue Open(long? committed, long limit = 64 * 1024 * 1024) => new("test", _folder["queue"], limit, committed, () => _damaged++);

    private int Files() => Directory.GetFiles(_folder["queue"], "*.queue").Length;

    private void Overwrite(int at, string text)
    {
        var file = Directory.GetFiles(_folder["queue"], "*.queue").Order().First();
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(handle, Encoding.ASCII.GetBytes(text), at);
    }

    private static void Append(DiskQueue queue, params string[] texts)
    {
        var buffer = new FrameBuffer();
        foreach (var text in texts)
        {
            buffer.BeginFrame();
            var bytes = Encoding.UTF8.GetBytes(text);
            bytes.CopyTo(buffer.GetSpan(bytes.Length));
            buffer.Advance(bytes.Length);
            buffer.EndFrame();
        }

        queue.Append(buffer.Frames);
    }

    private static long Commit(DiskQueue queue)
    {
        var position = queue.Cut();
        queue.Persist();
        queue.Publish(position);
        return position;
    }

    private static async Task<QueueBatch> Read(DiskQueue queue, int bytes = 1024 * 1024)
    {
        var batch = new QueueBatch();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await queue.ReadAsync(batch, bytes, late.Token);
        return batch;
    }

    private static string[] Texts(QueueBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(i => Encoding.UTF8.GetString(batch[i]))];
}
