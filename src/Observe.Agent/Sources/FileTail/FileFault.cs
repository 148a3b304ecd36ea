namespace Observe.Agent.Sources.FileTail;

/// <summary>Something about one path that keeps it from being read: a reason to count, and what to tell the user.</summary>
internal readonly record struct FileFault(string Path, string Reason, string Message)
{
    public const string Unreadable = "unreadable";
    public const string Binary = "binary";
    public const string LinkOutside = "link_outside";
    public const string FolderGone = "folder_gone";
    public const string TooMany = "too_many_files";
    public const string ReadError = "read_error";

    public static readonly string[] Reasons = [Unreadable, Binary, LinkOutside, FolderGone, TooMany, ReadError];
}
