using System.Text;
using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Rest.Import;

namespace CrmContacts.Rest.Tests.Import;

/// <summary>The streaming reader agrees with the ready-made one, however the bytes arrive.</summary>
public sealed class JsonBodyTests
{
    private const string Nasty = "first,\"second\"\r\nJürgen \\ Groß\t€ 𝄞 \u0001/\u007f\b\f漢字";

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 4096)]
    [InlineData(100_000, 5)]
    public async Task Text_comes_out_as_it_went_in(int arriving, int taking)
    {
        var csv = string.Concat(Enumerable.Repeat(Nasty, 40));
        foreach (var json in new[]
        {
            JsonSerializer.Serialize(new { before = new[] { "a]", "}\"" }, csv, after = new { deep = new[] { 1, 2 } }, last = "x\\" }),
            JsonSerializer.Serialize(new { before = 1.5, csv, after = (string?)null, last = true }, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true }),
        })
        {
            var body = new JsonBody(new Drops(Encoding.UTF8.GetBytes(json), arriving), CancellationToken.None);
            var names = new List<string>();
            var read = "";
            using var expected = JsonDocument.Parse(json);
            while (await body.NextMemberAsync() is { } name)
            {
                names.Add(name);
                if (name == "csv")
                    read = await TextAsync((await body.OpenTextAsync())!, taking);
                else
                    Assert.Equal(expected.RootElement.GetProperty(name).GetRawText(), (await body.ValueAsync()).GetRawText());
            }

            Assert.Equal(["before", "csv", "after", "last"], names);
            Assert.Equal(csv, read);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1}x")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{\"a\":[1}")]
    [InlineData("{\"csv\":\"a\nb\"}")]
    [InlineData("{\"csv\":\"\\x\"}")]
    [InlineData("{\"csv\":\"\\u12\"}")]
    [InlineData("{\"csv\":\"\\ud834\"}")]
    [InlineData("{\"csv\":\"a")]
    public async Task What_is_not_json_is_refused(string json)
    {
        var refusal = await Assert.ThrowsAsync<CrmException>(async () =>
        {
            var body = new JsonBody(new Drops(Encoding.UTF8.GetBytes(json), 2), CancellationToken.None);
            while (await body.NextMemberAsync() is { } name)
            {
                if (name == "csv")
                    await TextAsync((await body.OpenTextAsync())!, 3);
                else
                    await body.ValueAsync();
            }
        });
        Assert.Equal(ErrorCode.RequestInvalid, refusal.Code);
    }

    private static async Task<string> TextAsync(Stream stream, int taking)
    {
        using var all = new MemoryStream();
        var chunk = new byte[taking];
        for (int read; (read = await stream.ReadAsync(chunk)) > 0;)
            all.Write(chunk, 0, read);
        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>Bytes that arrive a few at a time, as a network has them.</summary>
    private sealed class Drops(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
