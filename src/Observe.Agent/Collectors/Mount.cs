using System.Text;

namespace Observe.Agent.Collectors;

/// <summary>
/// A line of <c>/proc/self/mountinfo</c>:
/// <c>36 35 98:0 /root /mount/point rw,noatime master:1 - ext3 /dev/root rw,errors=continue</c>.
/// </summary>
internal sealed record Mount(string Device, string Root, byte[] PointBytes, string Point, string Options, string Type, string Source,
    string SuperOptions)
{
    public static Mount Parse(ref Fields fields)
    {
        fields.Skip(2);
        var device = Encoding.UTF8.GetString(fields.Next());
        var root = OctalEscapes.Decode(fields.Next());
        var point = OctalEscapes.DecodeBytes(fields.Next());
        var options = Encoding.UTF8.GetString(fields.Next());
        while (!fields.Next().SequenceEqual("-"u8))
        {
            // Optional fields, any number of them.
        }

        var type = Encoding.UTF8.GetString(fields.Next());
        var source = OctalEscapes.Decode(fields.Next());
        var superOptions = fields.TryNext(out var last) ? Encoding.UTF8.GetString(last) : "";
        return new Mount(device, root, point, Encoding.UTF8.GetString(point), options, type, source, superOptions);
    }

    /// <summary><c>rw</c> or <c>ro</c>.</summary>
    public string Mode => Options.Split(',')[0];

    /// <summary>A remote or user-space filesystem, whose answer may never come.</summary>
    public bool MayHang => Type is "nfs" or "nfs4" or "cifs" or "smb3" or "9p" or "ceph" or "afs" or "lustre" or "glusterfs"
        or "gpfs" or "beegfs" or "ocfs2" or "gfs2" || Type.StartsWith("fuse", StringComparison.Ordinal);
}
