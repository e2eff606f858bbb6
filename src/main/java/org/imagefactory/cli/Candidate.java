package org.imagefactory.cli;

import org.imagefactory.build.Demand;
import org.imagefactory.config.Reading;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.spec.Upkeep;

/** An image that is to be built, as far as its configuration allows it. */
sealed interface Candidate {

    /** Its name. */
    String image();

    /** What its build takes of the host. */
    Demand demand();

    /**
     * @param reading what the configuration says
     */
    record Good(Reading reading) implements Candidate {

        @Override
        public String image() {
            return reading.spec().name().text();
        }

        @Override
        public Demand demand() {
            return Demand.of(reading.spec());
        }
    }

    /**
     * @param error everything that is wrong with the configuration
     * @param upkeep as far as it can be read
     */
    record Broken(String image, ConfigurationException error, Upkeep upkeep) implements Candidate {

        @Override
        public Demand demand() {
            return Demand.NOTHING;
        }
    }
}
