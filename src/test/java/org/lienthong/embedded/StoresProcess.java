package org.lienthong.embedded;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Both stores in a process of their own, to be killed. {@code write} stores numbered rows and messages and prints each
 * number once both are acknowledged; {@code read} prints how many rows and messages are there.
 */
final class StoresProcess {

    private static final String QUEUE = "crash";

    private StoresProcess() {}

    public static void main(String[] args) throws Exception {
        Binder defaults = new Binder(new MapConfigurationPropertySource());
        BrokerSettings settings = defaults.bindOrCreate("hub.broker", BrokerSettings.class);
        EmbeddedSettings embedded = new EmbeddedSettings(false, null, Duration.ofSeconds(60), Duration.ofSeconds(30));
        SecureRandom random = new SecureRandom();
        try (DataDirectory data = DataDirectory.open(Path.of(args[1]));
                EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("artemis"), settings, null, random);
                PostgresServer postgres = PostgresServer.start(data, embedded, random);
                Connection rows = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
            if (broker.failure() != null) {
                System.out.println("failure " + broker.failure());
                return;
            }
            try (var factory = BrokerConfiguration.factory(settings, broker);
                    BrokerQueues queues = new BrokerQueues(factory)) {
                queues.declare(QUEUE);
                if (args[0].equals("write")) {
                    try (JMSContext context = factory.createContext()) {
                        write(rows, context);
                    }
                } else {
                    System.out.println("found " + count(rows) + " " + queues.depth(QUEUE));
                }
            }
        }
    }

    private static void write(Connection rows, JMSContext context) throws Exception {
        rows.createStatement().execute("CREATE TABLE IF NOT EXISTS crash (n bigint)");
        JMSProducer producer = context.createProducer();
        Queue queue = context.createQueue(QUEUE);
        try (PreparedStatement insert = rows.prepareStatement("INSERT INTO crash VALUES (?)")) {
            for (long n = 1; ; n++) {
                insert.setLong(1, n);
                insert.executeUpdate();
                producer.send(queue, Long.toString(n));
                System.out.print("stored " + n + "\n"); // in one write
            }
        }
    }

    private static long count(Connection rows) throws Exception {
        try (ResultSet result = rows.createStatement().executeQuery("SELECT count(*) FROM crash")) {
            result.next();
            return result.getLong(1);
        }
    }
}
