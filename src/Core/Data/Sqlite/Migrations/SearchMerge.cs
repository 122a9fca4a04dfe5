using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Sqlite.Migrations;

[DbContext(typeof(SqliteCrmContext))]
[Migration("0017_SearchMerge")]
internal sealed class SearchMerge : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Sqlite", "0017_search_merge.sql"));
}
