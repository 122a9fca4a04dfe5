using System.Buffers;
using System.Text.Json;
using CrmContacts.Core.Errors;

namespace CrmContacts.Rest.Import;

/// <summary>
/// Reads one JSON object member by member, and one long text in it as a stream. The ready-made readers hold a text whole,
/// and a text here may be a gigabyte.
/// </summary>
internal sealed class JsonBody(Stream body, CancellationToken cancellation)
{
    private const int LongestValue = 1 << 20;
    private const int Deepest = 8;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private long _before;
    private bool _begun;

    /// <summary>The next member's name, with the reader before its value; null at the object's end.</summary>
    public async ValueTask<string?> NextMemberAsync()
    {
        if (!_begun)
        {
            await SkipBomAsync();
            await ExpectAsync('{');
            _begun = true;
            if (await TakeIfAsync('}'))
                return await EndAsync();
        }
        else if (await TakeIfAsync('}'))
        {
            return await EndAsync();
        }
        else
        {
            await ExpectAsync(',');
        }

        if (await SkipBlanksAsync() != '"')
            throw Broken("a member's name is missing");
        var name = (await ValueAsync()).GetString()!;
        await ExpectAsync(':');
        return name;
    }

    /// <summary>The value, read whole.</summary>
    public async ValueTask<JsonElement> ValueAsync()
    {
        await SkipBlanksAsync();
        var bytes = new ArrayBufferWriter<byte>(256);
        var (depth, inText, escaped) = (0, false, false);
        for (int next; (next = await PeekAsync()) >= 0; _start++)
        {
            if (!inText && depth == 0 && bytes.WrittenCount > 0 && next is ',' or '}' or ']' or ':' or ' ' or '\t' or '\r' or '\n')
                break;
            if (bytes.WrittenCount == LongestValue)
                throw Broken("an option is too long");
            bytes.Write([(byte)next]);
            if (inText)
            {
                (inText, escaped) = (escaped || next != '"', !escaped && next == '\\');
                if (!inText && depth == 0)
                {
                    _start++;
                    break;
                }
            }
            else if (next == '"')
            {
                inText = true;
            }
            else if (next is '{' or '[')
            {
                if (++depth > Deepest)
                    throw Broken("it is nested too deeply");
            }
            else if (next is '}' or ']' && --depth <= 0)
            {
                _start++;
                break;
            }
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.WrittenMemory, new JsonDocumentOptions { MaxDepth = Deepest });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Broken("a value is not valid");
        }
    }

    /// <summary>The value as a stream of UTF-8, which must be read to its end before anything else is; null where it is <c>null</c>.</summary>
    public async ValueTask<Stream?> OpenTextAsync()
    {
        if (await SkipBlanksAsync() == '"')
        {
            _start++;
            return new JsonText(this);
        }

        return (await ValueAsync()).ValueKind == JsonValueKind.Null ? null : throw OptionBag.Invalid("csv", "csv is the file's text.");
    }

    /// <summary>What is in the buffer and not taken yet; reads on when there is nothing. Empty at the body's end.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> AvailableAsync()
    {
        if (_start == _end)
        {
            _before += _end;
            _start = 0;
            _end = 0;
            _end = await body.ReadAsync(_buffer, cancellation);
        }

        return _buffer.AsMemory(_start, _end - _start);
    }

    internal void Take(int count) => _start += count;

    internal async ValueTask<byte> TakeAsync()
    {
        var next = await PeekAsync();
        if (next < 0)
            throw Broken("it ends too early");
        _start++;
        return (byte)next;
    }

    internal CrmException Broken(string how) => new(ErrorCode.RequestInvalid, $"The body is not valid JSON: {how}, near byte {_before + _start}.");

    private async ValueTask<int> PeekAsync()
    {
        var available = await AvailableAsync();
        return available.IsEmpty ? -1 : available.Span[0];
    }

    private async ValueTask<int> SkipBlanksAsync()
    {
        int next;
        while ((next = await PeekAsync()) is ' ' or '\t' or '\r' or '\n')
            _start++;
        return next;
    }

    private async ValueTask SkipBomAsync()
    {
        if (await PeekAsync() != 0xEF)
            return;
        if (await TakeAsync() != 0xEF || await TakeAsync() != 0xBB || await TakeAsync() != 0xBF)
            throw Broken("it begins with something else");
    }

    private async ValueTask ExpectAsync(char expected)
    {
        if (!await TakeIfAsync(expected))
            throw Broken(await PeekAsync() < 0 ? "it ends too early" : $"'{expected}' is missing");
    }

    private async ValueTask<bool> TakeIfAsync(char expected)
    {
        if (await SkipBlanksAsync() != expected)
            return false;
        _start++;
        return true;
    }

    private async ValueTask<string?> EndAsync() => await SkipBlanksAsync() < 0 ? null : throw Broken("something follows the object");
}
