namespace CrmContacts.Tests.Support.Rounds;

/// <summary>How much is played: the few rounds of every run, or all of them.</summary>
public static class TestRounds
{
    /// <summary>Whether this is <c>./test.sh --full</c>.</summary>
    public static bool Full { get; } = Environment.GetEnvironmentVariable("CRM_TEST_FULL") == "1";
}
