using System.Runtime.Versioning;

// Every test here starts processes and servers: side by side they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// Signals, mounts, users and /proc: the servers the tests talk to are Debian's.
[assembly: SupportedOSPlatform("linux")]
