using System.Runtime.CompilerServices;

namespace CrmContacts.GraphQL.Tests;

public sealed class SchemaTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary><c>./update-contracts.sh</c> sets CRM_UPDATE_CONTRACTS and so rewrites the file.</summary>
    [Fact, Trait("Category", "Contract")]
    public void Schema_file_is_what_the_code_prints()
    {
        var file = Path.Combine(Root, "schema.graphql");
        if (Environment.GetEnvironmentVariable("CRM_UPDATE_CONTRACTS") == "1")
            File.WriteAllText(file, SchemaText.Sdl);
        Assert.Equal(File.ReadAllText(file), SchemaText.Sdl);
    }

    [Fact]
    public void Schema_prints_no_directive()
    {
        Assert.DoesNotContain("directive @", SchemaText.Sdl, StringComparison.Ordinal);
        Assert.DoesNotContain("@cost", SchemaText.Sdl, StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
