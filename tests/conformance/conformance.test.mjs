// In one process and this order: the last part looks back on every message of the others.
import './lifecycle.mjs';
import './features.mjs';
import './workspace.mjs';
import './shapes.mjs';
