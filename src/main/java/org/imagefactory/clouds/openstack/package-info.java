/** OpenStack: signs in to Keystone, and brings images to Glance and removes them there. */
@NullMarked
package org.imagefactory.clouds.openstack;

import org.jspecify.annotations.NullMarked;
