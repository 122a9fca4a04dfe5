using System.Diagnostics;
using System.Text;

namespace CrmContacts.Embedding.Tests;

/// <summary>Ends a process with the test, whatever the test's end was.</summary>
internal sealed class Ending : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    public Ending(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private void Note(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
