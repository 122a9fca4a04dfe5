using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Calls;

/// <summary>What a call must be to be told of.</summary>
internal static class CallRule
{
    private const int LongestNumber = 64;
    private const int LongestId = 128;

    /// <summary>The call without blanks around its texts.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.CallInvalid"/>, naming the field.</exception>
    public static Call Checked(Call call, string country)
    {
        call = call with { Agent = call.Agent.Trim(), Number = call.Number.Trim(), CallId = call.CallId.Trim() };
        if (call.Agent.Length == 0 || !UnicodeText.IsStorable(call.Agent))
            throw Invalid("agent", "agent names the agent whose phone it is: an id, an e-mail address or a name.");
        if (call.CallId.Length is 0 or > LongestId || !UnicodeText.IsStorable(call.CallId))
            throw Invalid("call_id", $"call_id names the call, in 1 to {LongestId} characters; it is the same for each event of it.");
        if (!IsNumber(call.Number, country))
            throw Invalid("number", "number is the telephone number of the other end, such as +49 30 1234567.");
        if (!Enum.IsDefined(call.Direction))
            throw Invalid("direction", "direction is inbound or outbound.");
        if (!Enum.IsDefined(call.Event))
            throw Invalid("event", "event is ringing, answered or ended.");
        return call;
    }

    public static CrmException Invalid(string field, string message) => new(ErrorCode.CallInvalid, message, field);

    /// <summary>What somebody could dial: a number of the world, or a short one within the house.</summary>
    private static bool IsNumber(string number, string country) =>
        number.Length is > 0 and <= LongestNumber
        && (Phones.TryE164(number, country) is not null || (number.Any(char.IsAsciiDigit) && number.All(c => char.IsAsciiDigit(c) || "+-./()*# ".Contains(c, StringComparison.Ordinal))));
}
