using System.Text.Json;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser;

namespace CrmContacts.GraphQL.Http;

/// <summary>Writes the answer: errors first, so that nobody reads past them.</summary>
internal static class AnswerWriter
{
    public static void Write(Utf8JsonWriter json, Outcome outcome, bool withCost = false)
    {
        json.WriteStartObject();
        if (outcome.Errors is { } errors)
            Errors(json, errors);
        if (outcome.HasData)
        {
            json.WritePropertyName("data"u8);
            if (outcome.Direct is { } fields)
                Direct(new Answer(json), fields);
            else
                Node(new Answer(json), outcome.Data);
        }

        if (withCost && outcome.State is { } costOf)
        {
            json.WriteStartObject("extensions"u8);
            json.WriteStartObject("operationCost"u8);
            json.WriteNumber("fieldCost"u8, costOf.Cost);
            json.WriteNumber("maxFieldCost"u8, costOf.MaxCost);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Direct(Answer answer, IReadOnlyList<DirectField> fields)
    {
        answer.Json.WriteStartObject();
        foreach (var field in fields)
        {
            answer.Json.WritePropertyName(field.Key);
            if (field.Written is { } written)
                written.Write(answer);
            else
                answer.Json.WriteNullValue();
        }

        answer.Json.WriteEndObject();
    }

    private static void Node(Answer answer, ExecutionNode? node)
    {
        var json = answer.Json;
        switch (node)
        {
            case WrittenNode { Result: Written written }:
                written.Write(answer);
                break;
            case ObjectExecutionNode { SubFields: { } fields }:
                json.WriteStartObject();
                foreach (var field in fields)
                {
                    json.WritePropertyName(ValueJson.Name(field.Name!));
                    Node(answer, field);
                }

                json.WriteEndObject();
                break;
            case ArrayExecutionNode { Items: { } items }:
                json.WriteStartArray();
                foreach (var item in items)
                    Node(answer, item);
                json.WriteEndArray();
                break;
            default:
                AnyType.Write(json, node is null or ObjectExecutionNode or ArrayExecutionNode { SerializedResult: null } ? null : node.ToValue());
                break;
        }
    }

    private static void Errors(Utf8JsonWriter json, IEnumerable<ExecutionError> errors)
    {
        json.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("message"u8, error is UnhandledError ? "Something went wrong on our side. Nothing is known to be wrong with the request." : error.Message);
            if (error.Locations is { Count: > 0 } locations)
                Locations(json, locations);
            if (error.Path is { } path)
            {
                json.WritePropertyName("path"u8);
                AnyType.Write(json, path);
            }

            json.WriteStartObject("extensions"u8);
            json.WriteString("code"u8, WireCodes.Of(error));
            foreach (var (name, value) in error.Extensions ?? [])
            {
                json.WritePropertyName(name);
                AnyType.Write(json, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Locations(Utf8JsonWriter json, List<Location> locations)
    {
        json.WriteStartArray("locations"u8);
        foreach (var location in locations)
        {
            json.WriteStartObject();
            json.WriteNumber("line"u8, location.Line);
            json.WriteNumber("column"u8, location.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
