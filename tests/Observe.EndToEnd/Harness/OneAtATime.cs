// Every test here starts processes and servers: side by side they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
