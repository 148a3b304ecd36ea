namespace Observe.Agent.Collectors;

/// <summary>Tells disks from what only looks like one, as node_exporter does by default: RAM disks, loops, floppies, partitions.</summary>
internal static class DiskNames
{
    public static bool IsWholeDisk(ReadOnlySpan<byte> name)
    {
        var stem = WithoutNumber(name);
        if (stem.Length == name.Length)
        {
            return true;
        }

        return !(stem.SequenceEqual("ram"u8) || stem.SequenceEqual("loop"u8) || stem.SequenceEqual("fd"u8)
            || IsDiskByLetters(stem) || IsNumberedDiskAndP(stem));
    }

    // sda1, vdb2, xvdc3, hdd4: letters name the disk, the number its partition.
    private static bool IsDiskByLetters(ReadOnlySpan<byte> stem)
    {
        var letters = stem.StartsWith("xvd"u8) ? 3
            : stem.StartsWith("sd"u8) || stem.StartsWith("vd"u8) || stem.StartsWith("hd"u8) ? 2
            : stem.Length;
        return letters < stem.Length && stem[letters..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;
    }

    // nvme0n1p2, mmcblk0p1: a p stands before the partition's number.
    private static bool IsNumberedDiskAndP(ReadOnlySpan<byte> stem) =>
        stem.Length > 1 && stem[^1] == 'p' && char.IsAsciiDigit((char)stem[^2])
        && (stem.StartsWith("nvme"u8) || stem.StartsWith("mmcblk"u8));

    private static ReadOnlySpan<byte> WithoutNumber(ReadOnlySpan<byte> name) =>
        name[..(name.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1)];
}
