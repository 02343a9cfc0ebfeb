// What is left in the run's own namespaces when its programs are gone.
#pragma once
void send_remnants(void);
