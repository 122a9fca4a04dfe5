using System.Text.Json;
using CrmContacts.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace CrmContacts.Rest.Import;

/// <summary>The form that scripts send: the CSV's text in <c>csv</c>, and the options beside it, in any order.</summary>
internal static class JsonUpload
{
    public static async Task<Upload> ReadAsync(HttpRequest request, Taking taking)
    {
        var body = new JsonBody(request.Body, taking.Cancellation);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var inline = false;
        while (await body.NextMemberAsync() is { } name)
        {
            if (!seen.Add(name))
                throw new CrmException(ErrorCode.RequestInvalid, $"'{OptionBag.Shown(name)}' stands twice in the JSON.", OptionBag.Shown(name));
            switch (name)
            {
                case "csv":
                    inline = await body.OpenTextAsync() is { } text && await FileAsync(taking, text);
                    break;
                default:
                    Option(taking, name, await body.ValueAsync());
                    break;
            }
        }

        var upload = taking.Finish();
        // JSON is UTF-8, whatever the text once was.
        return inline ? upload with { Options = upload.Options with { Encoding = "utf-8" } } : upload;
    }

    private static async Task<bool> FileAsync(Taking taking, Stream text)
    {
        await taking.FileAsync(null, text);
        return true;
    }

    private static void Option(Taking taking, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                taking.Option(name, value.GetString()!);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                taking.Option(name, value.GetBoolean() ? "true" : "false");
                break;
            case JsonValueKind.Array or JsonValueKind.Object when name == "mapping_json":
                taking.Option(name, value.GetRawText());
                break;
            case JsonValueKind.Array when name == "match_keys" && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String):
                foreach (var one in value.EnumerateArray())
                    taking.Option(name, one.GetString()!);
                break;
            default:
                throw OptionBag.Invalid(name, $"{OptionBag.Shown(name)} cannot be of this JSON type.");
        }
    }
}
