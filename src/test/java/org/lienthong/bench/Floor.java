package org.lienthong.bench;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.lienthong.embedded.BrokerQueues;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;

/**
 * What cannot be left out when a document must survive a power cut in between: one committed insert of its bytes, one
 * durable send of its number, one acknowledged receive. On the hub's own embedded stores with the hub's own settings.
 *
 * <p>Reads lines {@code run size concurrency warmup patience seconds} and answers each with a line when the measurement begins,
 * one when it ends, and one with its {@link Flight.Figures}.
 */
final class Floor {

    private static final String QUEUE = "floor";

    private final DataSource database;
    private final ConnectionFactory broker;
    private final Path example;

    /** The hub's stores alone. */
    @ComponentScan("org.lienthong.embedded")
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    static class Stores {}

    private Floor(DataSource database, ConnectionFactory broker, Path example) {
        this.database = database;
        this.broker = broker;
        this.example = example;
    }

    public static void main(String[] args) throws Exception {
        SpringApplication application = new SpringApplication(Stores.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        ConfigurableApplicationContext context = application.run(args);
        context.getBean(BrokerQueues.class).declare(QUEUE);
        Floor floor = new Floor(
                context.getBean(DataSource.class),
                context.getBean("connectionFactory", ConnectionFactory.class),
                Path.of(context.getEnvironment().getRequiredProperty("example")));
        floor.prepare();
        signal("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            int[] numbers = Arrays.stream(words).mapToInt(Integer::parseInt).toArray();
            floor.measure(numbers[0], new Variant.Load(numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));
        }
        context.close();
    }

    private void prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists floor (number bigint primary key, bytes bytea not null)");
            statement.execute("alter table floor alter column bytes set storage external");
        }
    }

    private void measure(int run, Variant.Load load) throws Exception {
        Flight flight = new Flight(run, load.concurrency());
        Documents documents = Documents.of(example, load.size(), "B02");
        List<Thread> senders = new ArrayList<>();
        List<Thread> receivers = new ArrayList<>();
        for (int i = 0; i < load.concurrency(); i++) {
            senders.add(started(() -> send(flight, documents)));
            receivers.add(started(() -> receive(flight)));
        }
        flight.warmUp(load.warmup(), load.patience());
        signal("from");
        long from = System.nanoTime();
        TimeUnit.SECONDS.sleep(load.seconds());
        long to = System.nanoTime();
        signal("to");
        flight.stop();
        for (Thread thread : senders) {
            thread.join();
        }
        for (Thread thread : receivers) {
            thread.join();
        }
        signal(flight.between(from, to).toLine());
    }

    private void send(Flight flight, Documents documents) throws SQLException, JMSException, InterruptedException {
        byte[] document = documents.copy();
        try (JMSContext session = broker.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSProducer producer = session.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
            for (long number = flight.start(); number >= 0; number = flight.start()) {
                documents.number(document, number);
                insert(number, document);
                Message message = session.createMessage();
                message.setLongProperty("number", number);
                producer.send(session.createQueue(QUEUE), message);
            }
        }
    }

    private void insert(long number, byte[] document) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into floor (number, bytes) values (?, ?)")) {
            insert.setLong(1, number);
            insert.setBytes(2, document);
            insert.executeUpdate();
        }
    }

    private void receive(Flight flight) throws JMSException {
        try (JMSContext session = broker.createContext(JMSContext.SESSION_TRANSACTED);
                JMSConsumer consumer = session.createConsumer(session.createQueue(QUEUE))) {
            while (!flight.over()) {
                Message message = consumer.receive(100);
                if (message != null) {
                    session.commit();
                    flight.arrived(message.getLongProperty("number"));
                }
            }
        }
    }

    private static Thread started(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                e.printStackTrace();
            }
        });
        thread.start();
        return thread;
    }

    private static void signal(String text) {
        System.out.println(Child.SIGNAL + text);
    }

    private interface Work {
        void run() throws Exception;
    }
}
