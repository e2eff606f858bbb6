/** What is seen of a running program: its streams, its log, and how signals end it. */
@NullMarked
package org.imagefactory.terminal;

import org.jspecify.annotations.NullMarked;
