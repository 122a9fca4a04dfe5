using System.Globalization;

namespace CrmContacts.Bench;

/// <summary>The switches of a command line: <c>--name number</c>, each with its bounds.</summary>
internal static class Switches
{
    /// <summary>The switch's number, or <paramref name="otherwise"/> when it is not given.</summary>
    /// <exception cref="ArgumentException">No number, or none between the bounds.</exception>
    public static int Number(this string[] arguments, string name, int otherwise, int least, int most)
    {
        var at = Array.IndexOf(arguments, "--" + name);
        if (at < 0)
            return otherwise;
        var text = at + 1 < arguments.Length ? arguments[at + 1] : "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"--{name} takes a number from {least} to {most}.");
    }
}
