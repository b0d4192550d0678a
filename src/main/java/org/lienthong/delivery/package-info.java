/** Accept, outbox, queues, mailbox, push, retry, dead letters: what is accepted reaches its recipients. */
@NullMarked
package org.lienthong.delivery;

import org.jspecify.annotations.NullMarked;
