using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Postgres.Migrations;

[DbContext(typeof(PostgresCrmContext))]
[Migration("0011_DynamicCounts")]
internal sealed class DynamicCounts : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Postgres", "0011_dynamic_counts.sql"));
}
