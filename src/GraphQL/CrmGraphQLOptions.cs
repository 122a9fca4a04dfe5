namespace CrmContacts.GraphQL;

/// <summary>Limits of the GraphQL endpoint. All of them hold before any work is done.</summary>
public sealed class CrmGraphQLOptions
{
    /// <summary>Whether clients may ask for the schema by introspection; null allows it in Development only.</summary>
    public bool? Introspection { get; set; }

    /// <summary>The longest request body, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>How deep a JSON body may be nested.</summary>
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>How many tokens a document may have.</summary>
    public int MaxTokens { get; set; } = 15_000;

    /// <summary>How deep a document may be nested, in nodes of its syntax tree (two for each field with fields below).</summary>
    public int MaxDepth { get; set; } = 100;

    /// <summary>How many fields an operation may ask for, with every fragment spread.</summary>
    public int MaxFields { get; set; } = 1_000;

    /// <summary>How many aliases an operation may have, with every fragment spread.</summary>
    public int MaxAliases { get; set; } = 250;

    /// <summary>How many directives a document may have.</summary>
    public int MaxDirectives { get; set; } = 100;

    /// <summary>The highest cost of an operation: ten for each field of Query or Mutation, one for each object and a tenth for each leaf of each row, ten for each relation.</summary>
    public int MaxCost { get; set; } = 5_000;

    /// <summary>
    /// Takes the documents that are known to the server and no others: the widget's own and <see cref="PersistedDocuments"/>, by <c>id</c> or
    /// by their text. Anything else is refused with <c>HC0067</c>. (A document that is asked for by an id that is not known is <c>HC0020</c>, always.)
    /// </summary>
    public bool PersistedDocumentsOnly { get; set; }

    /// <summary>Documents of the host's own pages, to be asked for by the SHA-256 of their text (lower-case hex): <c>{"id": "…", "variables": {…}}</c>.</summary>
    public IList<string> PersistedDocuments { get; } = [];

    /// <summary>How many parsed and validated documents are kept.</summary>
    public int CachedDocuments { get; set; } = 1_000;
}
