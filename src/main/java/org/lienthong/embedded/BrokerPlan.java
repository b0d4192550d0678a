package org.lienthong.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;

/**
 * How the embedded broker is set up. Each setting that differs from Artemis' default does so because the default loses
 * a message: unsynced, unrouted, auto-deleted, or dropped after its last delivery attempt.
 */
final class BrokerPlan {

    private static final String NOTIFICATIONS = "activemq.notifications";

    static final String DEAD_LETTER_ADDRESS = "DLA";
    static final String DEAD_LETTER_QUEUE = "DLQ";

    private static final String ALL = "#";

    private BrokerPlan() {}

    static Configuration of(Path directory, BrokerSettings settings, int serverId, String clusterPassword)
            throws Exception {
        Configuration plan = new ConfigurationImpl()
                .setName("hub")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(true)
                .setJMXManagementEnabled(false)
                .setClusterUser("hub-cluster")
                .setClusterPassword(clusterPassword)
                .setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG)
                .setMaxDiskUsage(-1) // would park senders for ever; DiskReserve stops the intake before
                .setIDCacheSize(20_000)
                .setPersistIDCache(true)
                .setPersistDeliveryCountBeforeDelivery(true); // else a message that kills the hub is never given up
        journal(plan, directory, settings);
        plan.addAcceptorConfiguration(new TransportConfiguration(
                InVMAcceptorFactory.class.getName(), Map.of(TransportConstants.SERVER_ID_PROP_NAME, serverId), "hub"));
        if (settings.listen()) {
            plan.addAcceptorConfiguration(BrokerAddress.listener(settings));
        }
        plan.addAddressSetting(ALL, queueRules(settings));
        plan.addAddressSetting(
                NOTIFICATIONS, new AddressSettings().setSendToDLAOnNoRoute(false)); // nobody listens: not a dead letter
        plan.addAddressConfiguration(deadLetters());
        plan.putSecurityRoles(ALL, Set.of(everything()));
        for (BrokerSettings.Login login : settings.logins()) {
            plan.putSecurityRoles(login.queue(), Set.of(everything(), consumer(login.user())));
        }
        return plan;
    }

    private static void journal(Configuration plan, Path directory, BrokerSettings settings) {
        plan.setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("largemessages").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setJournalType(JournalType.NIO)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setLargeMessageSync(true)
                .setJournalBufferTimeout_NIO(
                        Math.toIntExact(settings.journalBufferTimeout().toNanos()))
                .setPageSyncTimeout(
                        Math.toIntExact(settings.journalBufferTimeout().toNanos()));
    }

    private static AddressSettings queueRules(BrokerSettings settings) {
        return new AddressSettings()
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setAutoCreateAddresses(false)
                .setAutoCreateQueues(false)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false)
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTER_ADDRESS))
                .setExpiryAddress(SimpleString.of(DEAD_LETTER_ADDRESS))
                .setSendToDLAOnNoRoute(true)
                .setMaxDeliveryAttempts(10)
                .setRedeliveryDelay(1_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(60_000)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(10 << 20)
                .setPageSizeBytes(1 << 20)
                .setPageLimitBytes(settings.pageLimit().toBytes())
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL);
    }

    private static CoreAddressConfiguration deadLetters() {
        return new CoreAddressConfiguration()
                .setName(DEAD_LETTER_ADDRESS)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(DEAD_LETTER_QUEUE)
                        .setAddress(DEAD_LETTER_ADDRESS)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
    }

    /** Security settings of a queue replace those of {@code #}: whoever is not named there may nothing. */
    private static Role consumer(String user) {
        return new Role(user, false, true, false, false, false, false, false, true, false, false, false, false);
    }

    private static Role everything() {
        return new Role(BrokerLogins.HUB, true, true, true, true, true, true, true, true, true, true, true, true);
    }
}
