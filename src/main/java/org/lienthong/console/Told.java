package org.lienthong.console;

import java.util.function.Supplier;
import org.lienthong.consent.Proposal;
import org.lienthong.problem.ProblemException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lets the next page say what came of an order: done, proposed, or why not. */
@Component
final class Told {

    private final Words words;

    Told(Words words) {
        this.words = words;
    }

    void by(RedirectAttributes next, Supplier<Object> order) {
        try {
            boolean waits = order.get() instanceof Proposal proposal && proposal.decidedBy() == null;
            next.addFlashAttribute("done", words.say(waits ? "dead.proposed" : "dead.done"));
        } catch (ProblemException wrong) {
            next.addFlashAttribute("wrong", words.detail(wrong));
        }
    }
}
