package org.imagefactory.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.imagefactory.error.HostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Floating addresses come from the outside, and go with the machine that they were taken for. */
@Timeout(60)
class FloatingAddressTest {

    private static final String NETWORKS =
            """
            {"networks": [{"id": "n-1", "name": "inside", "router:external": false},
             {"id": "n-2", "name": "outside", "router:external": true}]}
            """;

    @TempDir Path folder;
    private FakeCloud cloud;

    @BeforeEach
    void start() throws Exception {
        cloud = new FakeCloud();
        cloud.answer("GET /network/v2.0/networks", 200, NETWORKS);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void theOnlyNetworkOfTheOutsideIsTaken() throws Exception {
        Neutron neutron = cloud.signIn(folder).neutron();

        assertThat(neutron.floatingNetwork("any")).isEqualTo("n-2");
        assertThat(neutron.floatingNetwork("outside")).isEqualTo("n-2");
        assertThatThrownBy(() -> neutron.floatingNetwork("inside"))
                .isInstanceOf(HostException.class)
                .hasMessage(
                        "OpenStack has no network 'inside' for floating addresses; there are:"
                                + " outside");
    }

    @Test
    void itIsGivenAsSoonAsTheInstanceHasAPort() throws Exception {
        cloud.answer("POST /network/v2.0/floatingips", 201, "{\"floatingip\": {\"id\": \"f-1\"}}");
        cloud.answer("GET /network/v2.0/ports", 200, "{\"ports\": []}");
        cloud.answer("GET /network/v2.0/ports", 200, "{\"ports\": [{\"id\": \"p-1\"}]}");
        cloud.answer("PUT /network/v2.0/floatingips/f-1", 200, "{\"floatingip\": {}}");
        Neutron neutron = cloud.signIn(folder).neutron();

        String id = neutron.takeAddress("n-2", "mark owner");

        assertThat(id).isEqualTo("f-1");
        assertThat(neutron.giveAddress(id, "s-1")).isFalse();
        assertThat(neutron.giveAddress(id, "s-1")).isTrue();
    }

    @Test
    void itGoesWithTheMachineAndOthersStay() throws Exception {
        String mark = Cloud.MARK + "0";
        cloud.answer("GET /compute/servers/detail", 200, "{\"servers\": []}");
        cloud.answer("GET /image/v2/images", 200, "{\"images\": []}");
        cloud.answer(
                "GET /network/v2.0/floatingips",
                200,
                """
                {"floatingips": [{"id": "f-1", "description": "%s 0-1-2"},
                 {"id": "f-2", "description": "%s1 0-1-2"}, {"id": "f-3", "description": ""}]}
                """
                        .formatted(mark, mark));
        cloud.answer("DELETE /network/v2.0/floatingips/f-1", 204, "");

        cloud.signIn(folder).remove(mark);

        assertThat(cloud.asked)
                .filteredOn(question -> question.startsWith("DELETE"))
                .containsExactly("DELETE /network/v2.0/floatingips/f-1");
    }
}
