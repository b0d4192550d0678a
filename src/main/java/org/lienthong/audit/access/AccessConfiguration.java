package org.lienthong.audit.access;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import javax.sql.DataSource;
import org.lienthong.audit.AuditLog;
import org.lienthong.embedded.DataDirectory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the records of data accesses together: {@code hub.personal.*}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
class AccessConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    PersonalKeys personalKeys(DataDirectory data, DataSource dataSource, AccessSettings settings)
            throws IOException, SQLException {
        Path named = settings.keyFile();
        Path file = named == null ? data.resolve("personal.keys") : named.toAbsolutePath();
        try (Connection connection = dataSource.getConnection()) {
            boolean unused = unused(connection);
            PersonalKeys keys = PersonalKeys.open(file, PersonalRows.epoch(connection), unused, new SecureRandom());
            keys.alone(() -> {
                keys.settle(PersonalRows.epoch(connection)); // what a crash left
                return keys;
            });
            requireSame(connection, keys.current().id());
            return keys;
        }
    }

    /** The first start on a database names its keys there; all later ones must have the same. */
    private static void requireSame(Connection connection, byte[] id) throws SQLException {
        try (PreparedStatement name =
                connection.prepareStatement("update access_epoch set key_id = coalesce(key_id, ?) returning key_id")) {
            name.setBytes(1, id);
            try (ResultSet row = name.executeQuery()) {
                if (!row.next() || !Arrays.equals(row.getBytes(1), id)) {
                    throw new MissingKeysException(
                            "The keys at hand are not those of the database's personal records.");
                }
            }
        }
    }

    private static boolean unused(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select not exists (select from access_record)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Bean
    AccessSeal accessSeal(PersonalKeys keys) {
        return new AccessSeal(keys, new SecureRandom());
    }

    @Bean
    PersonalRows personalRows(PersonalKeys keys) {
        return new PersonalRows(keys);
    }

    @Bean
    SubjectIndex subjectIndex(DataSource dataSource, PersonalKeys keys) {
        return new SubjectIndex(dataSource, keys);
    }

    @Bean
    Erasure erasure(DataSource dataSource, AuditLog auditLog, PersonalKeys keys, Clock clock) {
        return new Erasure(dataSource, auditLog, keys, new SecureRandom(), clock);
    }
}
