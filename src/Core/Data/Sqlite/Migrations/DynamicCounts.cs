using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Sqlite.Migrations;

[DbContext(typeof(SqliteCrmContext))]
[Migration("0011_DynamicCounts")]
internal sealed class DynamicCounts : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Sqlite", "0011_dynamic_counts.sql"));
}
