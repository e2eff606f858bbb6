/** What happened: events while a build runs and the report at its end. */
@NullMarked
package org.imagefactory.report;

import org.jspecify.annotations.NullMarked;
