/** Registries of images for containers, by the distribution interface of OCI and Docker. */
@NullMarked
package org.imagefactory.clouds.registry;

import org.jspecify.annotations.NullMarked;
