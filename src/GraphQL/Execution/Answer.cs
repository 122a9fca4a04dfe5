using System.Text.Json;

namespace CrmContacts.GraphQL.Execution;

/// <summary>What an answer is being written to, with what was read for it.</summary>
internal sealed class Answer(Utf8JsonWriter json)
{
    public Utf8JsonWriter Json { get; } = json;

    /// <summary>What was read beside the rows of the root field that is being written.</summary>
    public Relations Relations { get; set; } = Relations.None;
}
