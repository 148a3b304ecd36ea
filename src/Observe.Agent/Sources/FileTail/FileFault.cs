namespace Observe.Agent.Sources.FileTail;

/// <summary>Something about one path that keeps it, or some of it, from being read: a reason to count, and what to tell the user.</summary>
internal readonly record struct FileFault(string Path, string Reason, string Message)
{
    public const string Unreadable = "unreadable";
    public const string Binary = "binary";
    public const string LinkOutside = "link_outside";
    public const string FolderGone = "folder_gone";
    public const string TooMany = "too_many_files";
    public const string ReadError = "read_error";
    public const string TruncatedUnread = "truncated_unread";
    public const string GzipTruncated = "gzip_truncated";
    public const string GzipCorrupt = "gzip_corrupt";
    public const string GzipBomb = "gzip_bomb";
    public const string Compression = "unknown_compression";

    public static readonly string[] Reasons =
    [
        Unreadable, Binary, LinkOutside, FolderGone, TooMany, ReadError, TruncatedUnread, GzipTruncated, GzipCorrupt, GzipBomb, Compression,
    ];

    /// <summary>Whether it can happen to one path again and again, so that each time counts.</summary>
    public bool Recurs => Reason is FolderGone or TruncatedUnread;
}
