package org.lienthong.command;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import javax.sql.DataSource;
import org.lienthong.delivery.QueueRebuild;
import org.lienthong.embedded.PostgresConfiguration;
import org.lienthong.progress.Progress;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** {@code rebuild-queues}: opens the database alone, without broker, routes or web. */
final class RebuildQueues {

    private RebuildQueues() {}

    @Configuration(proxyBeanMethods = false)
    @Import(PostgresConfiguration.class)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    static class Database {}

    static int run(String[] options, PrintStream out, PrintStream err) {
        boolean quiet = Arrays.asList(options).contains(Options.QUIET);
        String[] others = Arrays.stream(options)
                .filter(option -> !option.equals(Options.QUIET))
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Database.class)
                        .web(WebApplicationType.NONE)
                        .registerShutdownHook(false)
                        .run(others);
                Progress progress = Progress.of(err, "rebuild-queues", "deliveries", quiet)
                        .ifStopped("What is back in the outbox stays there; run it again for the rest.")) {
            QueueRebuild rebuild = new QueueRebuild(context.getBean(DataSource.class), Clock.systemUTC());
            progress.total(rebuild.waiting());
            int count = rebuild.run(progress);
            out.println(count + " deliveries are back in the outbox; the next start of the hub queues them.");
            return CommandLine.DONE;
        } catch (SQLException e) {
            err.println("The queues were not rebuilt: " + e.getMessage());
            return CommandLine.FAILED;
        }
    }
}
