package org.lienthong.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the embedded broker: the hub itself, with a password that lives as long as the process, and the agencies'
 * clients that are configured. Each user has one role, of the same name.
 */
final class BrokerLogins implements ActiveMQSecurityManager {

    /** The hub's user. */
    static final String HUB = "hub";

    private final Map<String, byte[]> passwords = new HashMap<>();

    BrokerLogins(String hubPassword, List<BrokerSettings.Login> agencies) {
        agencies.forEach(login -> passwords.put(login.user(), login.password().getBytes(StandardCharsets.UTF_8)));
        passwords.put(HUB, hubPassword.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String given) {
        byte[] password = user == null ? null : passwords.get(user);
        return password != null
                && given != null
                && MessageDigest.isEqual(password, given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String given, Set<Role> roles, CheckType checkType) {
        return validateUser(user, given)
                && roles.stream().anyMatch(role -> role.getName().equals(user) && checkType.hasRole(role));
    }
}
