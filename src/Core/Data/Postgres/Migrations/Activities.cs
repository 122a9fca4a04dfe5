using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrmContacts.Core.Data.Postgres.Migrations;

[DbContext(typeof(PostgresCrmContext))]
[Migration("0003_Activities")]
internal sealed class Activities : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql(SqlScript.Read("Postgres", "0003_activities.sql"));
}
