namespace Observe.Agent.Tokens.Prices;

/// <summary>A file of prices cannot be used; the message names the file and every fault in it.</summary>
internal sealed class PriceFileException(string message, Exception? inner = null) : Exception(message, inner);
