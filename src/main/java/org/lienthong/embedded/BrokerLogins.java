package org.lienthong.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/** Who may use the embedded broker: the hub itself, with a password that lives as long as the process. */
final class BrokerLogins implements ActiveMQSecurityManager {

    /** The hub's user and the only role. */
    static final String HUB = "hub";

    private final byte[] password;

    BrokerLogins(String password) {
        this.password = password.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String given) {
        return HUB.equals(user)
                && given != null
                && MessageDigest.isEqual(password, given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String given, Set<Role> roles, CheckType checkType) {
        return validateUser(user, given)
                && roles.stream().anyMatch(role -> HUB.equals(role.getName()) && checkType.hasRole(role));
    }
}
