package org.lienthong;

import org.lienthong.command.CommandLine;
import org.lienthong.command.SecondJava;
import org.lienthong.command.ShortLived;

/** Where the packed hub begins. Commands do without Spring's classes, whose loading took as long as the shortest of them. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        CommandLine.Parsed parsed = CommandLine.parse(args);
        if (parsed.command().equals("serve")) {
            HubApplication.serve(parsed.options());
            return;
        }
        Integer done = SecondJava.run(parsed.command());
        if (done == null) {
            if (!SecondJava.isHere()) {
                ShortLived.expect(parsed.command());
            }
            done = CommandLine.run(parsed, System.out, System.err);
        }
        System.exit(done);
    }
}
