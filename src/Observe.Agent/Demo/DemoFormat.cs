using System.Text;

namespace Observe.Agent.Demo;

/// <summary>Writes a request as the line or lines of one service's log; the traffic gives what else the service has to tell.</summary>
internal delegate void DemoFormat(StringBuilder log, in DemoRequest request, DemoTraffic traffic);
