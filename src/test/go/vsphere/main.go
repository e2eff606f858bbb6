// A vSphere of govmomi's simulator, which knows the protocol but keeps no disk: for tests.
//
//	vsphere CERTIFICATE KEY USER PASSWORD PORTFILE
//
// listens on a port of localhost, which it writes to PORTFILE when it is ready.
package main

import (
	"crypto/tls"
	"log"
	"net/url"
	"os"

	"github.com/vmware/govmomi/simulator"
)

func main() {
	model := simulator.VPX()
	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	pair, err := tls.LoadX509KeyPair(os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	model.Service.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	model.Service.Listen = &url.URL{
		Host: "127.0.0.1:0",
		User: url.UserPassword(os.Args[3], os.Args[4]),
	}
	server := model.Service.NewServer()
	ready := os.Args[5] + ".new"
	if err := os.WriteFile(ready, []byte(server.URL.Port()), 0o600); err != nil {
		log.Fatal(err)
	}
	if err := os.Rename(ready, os.Args[5]); err != nil {
		log.Fatal(err)
	}
	select {}
}
