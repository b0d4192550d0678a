package org.lienthong.audit.verify;

/** What is wrong with a log, naming the first wrong file or index. */
public final class WrongLogException extends Exception {

    WrongLogException(String message) {
        super(message);
    }
}
