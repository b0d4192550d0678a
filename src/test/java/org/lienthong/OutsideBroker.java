package org.lienthong;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.springframework.util.FileSystemUtils;

/** An Artemis that is not the hub's, set up by {@code examples/broker/broker.xml}; users are named as their roles. */
final class OutsideBroker implements AutoCloseable {

    private static final Map<String, String> USERS = Map.of("hub", "hub-secret", "G16", "g16-secret");

    private final Path directory;
    private final Path configuration;
    private EmbeddedActiveMQ artemis;

    /** @param options of its port, in front of all others */
    OutsideBroker(Path directory, int port, String options) throws IOException {
        this.directory = directory;
        this.configuration = directory.resolve("broker.xml");
        String xml = Files.readString(Path.of("examples/broker/broker.xml"))
                .replace("127.0.0.1:61616?", "127.0.0.1:" + port + "?" + options.replace("&", "&amp;"))
                .replace(">data/", ">" + directory.resolve("data") + "/");
        Files.writeString(configuration, xml);
    }

    OutsideBroker start() throws Exception {
        artemis = new EmbeddedActiveMQ()
                .setSecurityManager(new Users())
                .setConfigResourcePath(configuration.toUri().toString());
        artemis.start();
        return this;
    }

    /** Also forgets all that it had. */
    void stopAndLoseEverything() throws Exception {
        close();
        FileSystemUtils.deleteRecursively(directory.resolve("data"));
    }

    @Override
    public void close() throws Exception {
        artemis.stop();
    }

    private static final class Users implements ActiveMQSecurityManager {
        @Override
        public boolean validateUser(String user, String password) {
            return user != null && password != null && password.equals(USERS.get(user));
        }

        @Override
        public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType check) {
            return validateUser(user, password)
                    && roles.stream().anyMatch(role -> role.getName().equals(user) && check.hasRole(role));
        }
    }
}
