using System.Net;
using System.Net.Sockets;

namespace CrmContacts.Tests.Support.Processes;

/// <summary>A loopback port that nobody listens on just now.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
