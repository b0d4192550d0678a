package org.lienthong.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.json.JsonWriter;

class MaskedMembersTest {

    @Test
    void hidesWhatLooksPersonalInEveryMember() {
        JsonWriter<ILoggingEvent> json = JsonWriter.of(members -> {
            members.add("message", ILoggingEvent::getFormattedMessage);
            members.add("exchangeId", "019aa000-0000-7000-8000-000000000001");
            members.add("who", event -> event.getKeyValuePairs().get(0).value);
            new MaskedMembers().customize(members);
        });
        LoggingEvent event = new LoggingEvent();
        event.setMessage("no citizen 000300000001, mail mau@example.org");
        event.setKeyValuePairs(List.of(new KeyValuePair("who", "Bearer abc.def")));

        String line = json.writeToString(event);

        assertThat(line)
                .contains("no citizen [number], mail [mail]", "Bearer [token]", "019aa000-0000-7000-8000-000000000001")
                .doesNotContain("000300000001", "mau@", "abc.def");
    }
}
