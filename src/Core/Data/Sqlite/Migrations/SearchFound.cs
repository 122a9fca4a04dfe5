using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Sqlite.Migrations;

[DbContext(typeof(SqliteCrmContext))]
[Migration("0009_Found")]
internal sealed class SearchFound : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Sqlite", "0009_found.sql"));
}
