using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Postgres.Migrations;

[DbContext(typeof(PostgresCrmContext))]
[Migration("0017_SearchPending")]
internal sealed class SearchPending : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Postgres", "0017_search_pending.sql"));
}
