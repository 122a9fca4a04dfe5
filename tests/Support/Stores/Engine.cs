using System.Reflection;
using Xunit.Sdk;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>The two databases that every behaviour holds on.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory once on each database: <c>[Theory, EachEngine]</c>. Values given here follow the engine.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EachEngineAttribute(params object?[] values) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod)
    {
        yield return [Engine.Sqlite, .. values];
        yield return [Engine.Postgres, .. values];
    }
}
