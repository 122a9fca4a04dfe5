using System.Text.Json;
using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Execution;

/// <summary>An object type whose fields are written from a <typeparamref name="T"/> in memory.</summary>
internal abstract class WrittenType<T> : ObjectGraphType, IWrittenType
    where T : class
{
    protected WrittenType(string name, string description)
    {
        Name = name;
        Description = description;
        SkipTypeCheck = true;
    }

    public Type SourceType => typeof(T);

    protected void Text(string name, Func<T, string?> get, string description, params ContactField[] reads) =>
        Leaf<StringGraphType>(name, (json, source) => json.WriteStringValue(get(source)), description, reads);

    protected void RequiredText(string name, Func<T, string> get, string description, params ContactField[] reads) =>
        Leaf<NonNullGraphType<StringGraphType>>(name, (json, source) => json.WriteStringValue(get(source)), description, reads);

    protected void Id(string name, Func<T, Guid> get, string description) =>
        Leaf<NonNullGraphType<UuidType>>(name, (json, source) => json.WriteStringValue(get(source)), description);

    protected void Number(string name, Func<T, long> get, string description, params ContactField[] reads) =>
        Leaf<NonNullGraphType<IntGraphType>>(name, (json, source) => json.WriteNumberValue(get(source)), description, reads);

    protected void Flag(string name, Func<T, bool> get, string description) =>
        Leaf<NonNullGraphType<BooleanGraphType>>(name, (json, source) => json.WriteBooleanValue(get(source)), description);

    protected void Instant(string name, Func<T, DateTimeOffset> get, string description, params ContactField[] reads) =>
        Leaf<NonNullGraphType<DateTimeType>>(name, (json, source) => DateTimeType.Write(json, get(source)), description, reads);

    protected void Choice<TEnum, TType>(string name, Func<T, TEnum> get, string description, params ContactField[] reads)
        where TEnum : struct, Enum
        where TType : WireEnum<TEnum> =>
        Leaf<NonNullGraphType<TType>>(name, (json, source) => json.WriteStringValue(WireNames<TEnum>.Encoded(get(source))), description, reads);

    protected void Leaf<TType>(string name, Action<Utf8JsonWriter, T> write, string description, params ContactField[] reads)
        where TType : IGraphType =>
        AddField(new WrittenField
        {
            Name = name,
            Description = description,
            Type = typeof(TType),
            Write = (answer, source, _) => write(answer.Json, (T)source),
            Reads = reads,
        });

    /// <summary>An object, or null.</summary>
    protected void One<TType>(string name, Func<T, Relations, object?> get, string description, Relation needs = Relation.None, params ContactField[] reads)
        where TType : IGraphType =>
        AddField(new WrittenField
        {
            Name = name,
            Description = description,
            Type = typeof(TType),
            Write = (answer, source, selection) => selection.WriteOne(answer, get((T)source, answer.Relations)),
            Reads = reads,
            Needs = needs,
        });

    /// <summary>An object that is read by its own arguments, once for all parents of an answer.</summary>
    protected void Nested<TType>(string name, Func<T, Guid> id, NestedReader read, string description, QueryArguments arguments, Func<FieldArguments, int> rows, Func<RootContext, long>? cost = null)
        where TType : IGraphType =>
        AddField(new WrittenField
        {
            Name = name,
            Description = description,
            Type = typeof(TType),
            Arguments = arguments,
            Read = read,
            Rows = rows,
            Cost = cost,
            Write = (answer, source, selection) =>
            {
                var outer = answer.Relations;
                var nested = outer.Nested[selection];
                answer.Relations = nested.Relations;
                selection.WriteOne(answer, nested.Values.GetValueOrDefault(id((T)source)));
                answer.Relations = outer;
            },
        });

    /// <summary>A list of objects, or null.</summary>
    protected void Many<TType>(string name, Func<T, Relations, IEnumerable<object>?> get, string description, Relation needs = Relation.None, params ContactField[] reads)
        where TType : IGraphType =>
        AddField(new WrittenField
        {
            Name = name,
            Description = description,
            Type = typeof(TType),
            Write = (answer, source, selection) => selection.WriteMany(answer, get((T)source, answer.Relations)),
            Reads = reads,
            Needs = needs,
        });
}

/// <summary>An object type that is written; <see cref="SourceType"/> tells which of a union's types a value is.</summary>
internal interface IWrittenType : IObjectGraphType
{
    Type SourceType { get; }
}
