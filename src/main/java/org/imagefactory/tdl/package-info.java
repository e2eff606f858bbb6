/** Templates in the Template Description Language (TDL): their rules, their meaning, and ICICLE. */
@NullMarked
package org.imagefactory.tdl;

import org.jspecify.annotations.NullMarked;
