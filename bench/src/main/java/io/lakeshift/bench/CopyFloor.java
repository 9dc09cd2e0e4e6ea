package io.lakeshift.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * The least that an importer must do on its writing side: COPY the add and remove rows into the product's own tables
 * with the product's own indexes, in one transaction. Prints the seconds of that transaction alone, without the start
 * of this JVM and without connecting.
 */
final class CopyFloor {
    private CopyFloor() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        Path table = Path.of(arguments[1]);
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET search_path TO lakeshift");
            statement.execute(
                    "INSERT INTO dl_tables (table_id, name, location, log_location, protocol_min_reader, protocol_min_writer)"
                            + " VALUES ('" + CopyRows.TABLE_ID + "', 'floor', 'floor', 'floor', 1, 2)");
            connection.commit();
            long start = System.nanoTime();
            copy(connection, "dl_add_files (" + CopyRows.ADD_COLUMNS + ")", CopyRows.adds(table));
            copy(connection, "dl_remove_files (" + CopyRows.REMOVE_COLUMNS + ")", CopyRows.removes(table));
            connection.commit();
            System.out.println((System.nanoTime() - start) / 1e9);
        }
    }

    private static void copy(Connection connection, String target, Path rows) throws SQLException, IOException {
        try (InputStream in = Files.newInputStream(rows)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + target + " FROM STDIN", in, 1 << 16);
        }
    }
}
