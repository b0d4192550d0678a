package org.lienthong.problem;

/** Where the cause of a problem lies, and so who has to act: the caller, the hub, or the provider behind it. */
public enum Locus {
    CALLER,
    HUB,
    PROVIDER
}
