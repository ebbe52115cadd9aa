package main

import (
	"context"

	"github.com/einwand/einwand/cmd/einwand/internal/demoidp"
	"github.com/einwand/einwand/cmd/einwand/internal/seed"
	"github.com/einwand/einwand/identity"
)

// demoRoles says which roles at the town each persona of the demo's identity provider has.
var demoRoles = map[string][]identity.Role{
	"Jana Wirth":                          {identity.RolePlanner},
	"Dr. Holger Stein":                    {identity.RoleLead},
	"Ingrid Baumeister":                   {identity.RoleCouncil},
	"Wasserverband Auenbach, Frau Peters": {identity.RoleCoordinator},
	"Sönke Brandt":                        {identity.RoleAuditor},
	"Aylin Demir":                         {identity.RoleAdmin, identity.RoleOperator},
}

// demoBodies says for which public body of the directory a persona answers.
var demoBodies = map[string]string{"Wasserverband Auenbach, Frau Peters": "Wasserverband Auenbach"}

// seedDemo founds the demo's town at the first start and leaves it alone afterwards.
func (p program) seedDemo(ctx context.Context, h *house, s settings) error {
	var staff []seed.Staff
	for _, persona := range demoidp.Personas() {
		for _, role := range demoRoles[persona.Name] {
			staff = append(staff, seed.Staff{Subject: persona.Subject(), Given: persona.Given, Surname: persona.Surname, Role: role,
				Mail: persona.Mail, Body: demoBodies[persona.Name]})
		}
	}
	return seed.New(h.pool, h.blobs, h.signer, s.PublicURL).Found(ctx, p.clock(), staff)
}
