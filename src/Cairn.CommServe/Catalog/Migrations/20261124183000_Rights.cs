using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cairn.CommServe.Catalog.Migrations
{
    /// <summary>
    /// Roles and associations in the place of one role for each user. The old roles' numbers are the ids of the new ones, and were for everything, so
    /// each user gets the role on the CommCell.
    /// </summary>
    public partial class Rights : Migration
    {
        private static readonly string[] RoleColumns = ["Id", "Name", "Rights"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Roles",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false, collation: "NOCASE"),
                    Rights = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table => table.PrimaryKey("PK_Roles", x => x.Id));

            migrationBuilder.CreateTable(
                name: "RoleAssociations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<int>(type: "INTEGER", nullable: false),
                    RoleId = table.Column<int>(type: "INTEGER", nullable: false),
                    ClientId = table.Column<int>(type: "INTEGER", nullable: true),
                    BackupSetId = table.Column<int>(type: "INTEGER", nullable: true),
                    SubclientId = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoleAssociations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RoleAssociations_BackupSets_BackupSetId",
                        column: x => x.BackupSetId,
                        principalTable: "BackupSets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_RoleAssociations_Clients_ClientId",
                        column: x => x.ClientId,
                        principalTable: "Clients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_RoleAssociations_Roles_RoleId",
                        column: x => x.RoleId,
                        principalTable: "Roles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_RoleAssociations_Subclients_SubclientId",
                        column: x => x.SubclientId,
                        principalTable: "Subclients",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_RoleAssociations_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "Roles",
                columns: RoleColumns,
                values: new object[,]
                {
                    { 1, "administrator", 8 },
                    { 2, "viewer", 1 }
                });

            migrationBuilder.CreateIndex(name: "IX_Roles_Name", table: "Roles", column: "Name", unique: true);
            migrationBuilder.CreateIndex(name: "IX_RoleAssociations_BackupSetId", table: "RoleAssociations", column: "BackupSetId");
            migrationBuilder.CreateIndex(name: "IX_RoleAssociations_ClientId", table: "RoleAssociations", column: "ClientId");
            migrationBuilder.CreateIndex(name: "IX_RoleAssociations_RoleId", table: "RoleAssociations", column: "RoleId");
            migrationBuilder.CreateIndex(name: "IX_RoleAssociations_SubclientId", table: "RoleAssociations", column: "SubclientId");
            migrationBuilder.CreateIndex(name: "IX_RoleAssociations_UserId", table: "RoleAssociations", column: "UserId");

            migrationBuilder.Sql("INSERT INTO RoleAssociations (UserId, RoleId) SELECT Id, Role FROM Users");
            // Not DropColumn: that would make the whole table anew, outside of the transaction.
            migrationBuilder.Sql("ALTER TABLE Users DROP COLUMN Role");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE Users ADD COLUMN Role INTEGER NOT NULL DEFAULT 2");
            migrationBuilder.Sql("UPDATE Users SET Role = 1 WHERE Id IN "
                + "(SELECT UserId FROM RoleAssociations JOIN Roles ON Roles.Id = RoleId WHERE Rights & 8 AND ClientId IS NULL AND BackupSetId IS NULL AND SubclientId IS NULL)");
            migrationBuilder.DropTable(name: "RoleAssociations");
            migrationBuilder.DropTable(name: "Roles");
        }
    }
}
